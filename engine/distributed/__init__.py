"""The columnar evaluator inside engines that spread a table over many processes: Spark, Ray Data, Dask."""
