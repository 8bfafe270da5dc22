CREATE TABLE "inputs" (
  "agent_id" TEXT,
  "team" TEXT,
  "base_salary" DECIMAL(20, 2), /* 底薪，最小 0，最大 100000 */
  "sales" DECIMAL(20, 2), /* 销售额，最小 0，最大 10000000 */
  "orders" BIGINT, /* 成交数，最小 0 */
  "inquiries" BIGINT /* 询盘数，最小 0 */
);

WITH "texts" AS MATERIALIZED (
  SELECT
    TRANSLATE(
      NULLIF(TRIM(' 	　 ' FROM CAST("cells"."agent_id" AS TEXT)), ''),
      '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ　',
      '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz '
    ) AS "person",
    TRANSLATE(
      NULLIF(TRIM(' 	　 ' FROM CAST("cells"."team" AS TEXT)), ''),
      '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ　',
      '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz '
    ) AS "group_0",
    NULLIF(TRIM(' 	　 ' FROM CAST("cells"."base_salary" AS TEXT)), '') AS "text_0",
    NULLIF(TRIM(' 	　 ' FROM CAST("cells"."sales" AS TEXT)), '') AS "text_1",
    NULLIF(TRIM(' 	　 ' FROM CAST("cells"."orders" AS TEXT)), '') AS "text_2",
    NULLIF(TRIM(' 	　 ' FROM CAST("cells"."inquiries" AS TEXT)), '') AS "text_3"
  FROM "inputs" AS "cells"
), "numbers" AS MATERIALIZED (
  SELECT
    *,
    CASE
      WHEN "text_0" ~ '^[+-]?([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})([.][0-9]{1,2}0*)?$'
      THEN CAST(CAST(REPLACE("text_0", ',', '') AS DECIMAL(20, 2)) * 100 AS DECIMAL(38, 0))
    END AS "raw_0",
    CASE
      WHEN "text_1" ~ '^[+-]?([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})([.][0-9]{1,2}0*)?$'
      THEN CAST(CAST(REPLACE("text_1", ',', '') AS DECIMAL(20, 2)) * 100 AS DECIMAL(38, 0))
    END AS "raw_1",
    CASE
      WHEN "text_2" ~ '^[+-]?([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})([.]0+)?$'
      THEN CAST(CAST(REPLACE("text_2", ',', '') AS DECIMAL(18, 0)) AS DECIMAL(38, 0))
    END AS "raw_2",
    CASE
      WHEN "text_3" ~ '^[+-]?([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})([.]0+)?$'
      THEN CAST(CAST(REPLACE("text_3", ',', '') AS DECIMAL(18, 0)) AS DECIMAL(38, 0))
    END AS "raw_3"
  FROM "texts"
), "given" AS MATERIALIZED (
  SELECT
    "person" AS "person",
    "group_0" AS "group_0",
    CASE WHEN "raw_0" >= 0 AND "raw_0" <= 10000000 THEN "raw_0" ELSE 0 END AS "in_0", /* base_salary */
    CASE WHEN "raw_1" >= 0 AND "raw_1" <= 1000000000 THEN "raw_1" ELSE 0 END AS "in_1", /* sales */
    CASE WHEN "raw_2" >= 0 THEN "raw_2" ELSE 0 END AS "in_2", /* orders */
    CASE WHEN "raw_3" >= 0 THEN "raw_3" ELSE 0 END AS "in_3", /* inquiries */
    CASE
      WHEN "person" ~ '[\u0001-\u001F\u007F-\u00A0\u00AD-\u00AD\u034F-\u034F\u061C-\u061C\u115F-\u1160\u1680-\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u2064\u2066-\u206F\u2800-\u2800\u3164-\u3164\uFE00-\uFE0F\uFEFF-\uFEFF\uFFA0-\uFFA0\uFFF9-\uFFFB\uFFFD-\uFFFD]'
      THEN 'KPI517'
      WHEN "person" ~ '(?i)^((.*(合 *计|总 *计|小 *计|共 *计|汇 *总)|总和|累计|平均值?|均值|人均|共 *[0-9]+ *人)( *[(（].*[)）])?|((.* )?(grand[ -]?|sub[ -]?)?totals?|sums?|averages?|avg|mean)( *[(].*[)])?)[ :：]*$'
      THEN 'KPI537'
      WHEN "person" IS NULL
      THEN 'KPI504'
      WHEN "group_0" IS NULL
      THEN 'KPI504'
      WHEN "group_0" ~ '[\u0001-\u001F\u007F-\u00A0\u00AD-\u00AD\u034F-\u034F\u061C-\u061C\u115F-\u1160\u1680-\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u2064\u2066-\u206F\u2800-\u2800\u3164-\u3164\uFE00-\uFE0F\uFEFF-\uFEFF\uFFA0-\uFFA0\uFFF9-\uFFFB\uFFFD-\uFFFD]'
      THEN 'KPI517'
      WHEN "text_0" IS NULL
      THEN 'KPI504'
      WHEN "raw_0" IS NULL
      THEN CASE
        WHEN "text_0" ~ '^[+-]?([Nn][Aa][Nn]|[Ii][Nn][Ff]([Ii][Nn][Ii][Tt][Yy])?)$'
        THEN 'KPI515'
        WHEN "text_0" ~ '^[+-]?[0-9]{19,}([.][0-9]+)?$'
        THEN 'KPI525'
        WHEN "text_0" ~ '^[+-]?([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})[.][0-9]{3,}$'
        THEN 'KPI507'
        ELSE 'KPI505'
      END
      WHEN NOT (
        "raw_0" >= 0 AND "raw_0" <= 10000000
      )
      THEN 'KPI506'
      WHEN "text_1" IS NULL
      THEN 'KPI504'
      WHEN "raw_1" IS NULL
      THEN CASE
        WHEN "text_1" ~ '^[+-]?([Nn][Aa][Nn]|[Ii][Nn][Ff]([Ii][Nn][Ii][Tt][Yy])?)$'
        THEN 'KPI515'
        WHEN "text_1" ~ '^[+-]?[0-9]{19,}([.][0-9]+)?$'
        THEN 'KPI525'
        WHEN "text_1" ~ '^[+-]?([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})[.][0-9]{3,}$'
        THEN 'KPI507'
        ELSE 'KPI505'
      END
      WHEN NOT (
        "raw_1" >= 0 AND "raw_1" <= 1000000000
      )
      THEN 'KPI506'
      WHEN "text_2" IS NULL
      THEN 'KPI504'
      WHEN "raw_2" IS NULL
      THEN CASE
        WHEN "text_2" ~ '^[+-]?([Nn][Aa][Nn]|[Ii][Nn][Ff]([Ii][Nn][Ii][Tt][Yy])?)$'
        THEN 'KPI515'
        WHEN "text_2" ~ '^[+-]?[0-9]{19,}([.][0-9]+)?$'
        THEN 'KPI525'
        WHEN "text_2" ~ '^[+-]?([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})[.][0-9]{11,}$'
        THEN 'KPI507'
        WHEN "text_2" ~ '^[+-]?([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})[.][0-9]+$'
        THEN 'KPI521'
        ELSE 'KPI505'
      END
      WHEN NOT "raw_2" >= 0
      THEN 'KPI506'
      WHEN "text_3" IS NULL
      THEN 'KPI504'
      WHEN "raw_3" IS NULL
      THEN CASE
        WHEN "text_3" ~ '^[+-]?([Nn][Aa][Nn]|[Ii][Nn][Ff]([Ii][Nn][Ii][Tt][Yy])?)$'
        THEN 'KPI515'
        WHEN "text_3" ~ '^[+-]?[0-9]{19,}([.][0-9]+)?$'
        THEN 'KPI525'
        WHEN "text_3" ~ '^[+-]?([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})[.][0-9]{11,}$'
        THEN 'KPI507'
        WHEN "text_3" ~ '^[+-]?([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})[.][0-9]+$'
        THEN 'KPI521'
        ELSE 'KPI505'
      END
      WHEN NOT "raw_3" >= 0
      THEN 'KPI506'
      WHEN COUNT(*) OVER (PARTITION BY "person") > 1
      THEN 'KPI508'
    END AS "fault"
  FROM "numbers"
), "groups" AS MATERIALIZED (
  SELECT
    *,
    CASE
      WHEN COUNT(*) OVER (PARTITION BY "group_0") > 1000000
      THEN 'KPI513'
      WHEN COUNT("fault") OVER (PARTITION BY "group_0") > 0
      OR EXISTS(
        SELECT
          1
        FROM "given"
        WHERE
          "group_0" IS NULL
          OR "group_0" ~ '[\u0001-\u001F\u007F-\u00A0\u00AD-\u00AD\u034F-\u034F\u061C-\u061C\u115F-\u1160\u1680-\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u2064\u2066-\u206F\u2800-\u2800\u3164-\u3164\uFE00-\uFE0F\uFEFF-\uFEFF\uFFA0-\uFFA0\uFFF9-\uFFFB\uFFFD-\uFFFD]'
      )
      THEN 'KPI604'
    END AS "spoilt"
  FROM "given"
), "step_1" AS MATERIALIZED (
  SELECT
    *,
    CASE WHEN "in_3" = 0 THEN 0 ELSE "in_2" END AS "n0", /* conversion */
    CASE WHEN "in_3" = 0 THEN 1 ELSE "in_3" END AS "n1", /* conversion: divisor */
    CAST(SUM("in_1") OVER (PARTITION BY "group_0") AS DECIMAL) AS "g_sum_in_1", /* group_mean(sales) */
    CAST(COUNT(*) OVER (PARTITION BY "group_0") AS DECIMAL) AS "g_count_" /* group_mean(sales): divisor */
  FROM "groups"
), "step_2" AS MATERIALIZED (
  SELECT
    *,
    CAST(CASE WHEN 10 * "n0" >= 3 * "n1" THEN 1 ELSE 0 END AS DECIMAL) AS "n2", /* grade */
    100 * CAST(CASE WHEN "in_1" * "g_count_" >= "g_sum_in_1" THEN 100 ELSE 0 END AS DECIMAL) AS "n6" /* award */
  FROM "step_1"
), "step_3" AS MATERIALIZED (
  SELECT
    *,
    CAST(CASE "n2" WHEN 0 THEN 5 ELSE 8 END AS DECIMAL) AS "n3" /* grade.rate */
  FROM "step_2"
), "step_4" AS MATERIALIZED (
  SELECT
    *,
    DIV(2 * (
      "in_1" * "n3"
    ) + 1000, 2000) AS "n4" /* commission */
  FROM "step_3"
), "judged" AS MATERIALIZED (
  SELECT
    *,
    CASE
      WHEN NOT "fault" IS NULL
      THEN "fault"
      WHEN NOT "spoilt" IS NULL
      THEN "spoilt"
    END AS "finding"
  FROM "step_4"
), "settled" AS MATERIALIZED (
  SELECT
    *,
    COALESCE(
      "finding",
      CASE WHEN COUNT("finding") OVER (PARTITION BY "group_0") > 0 THEN 'KPI604' END
    ) AS "problem"
  FROM "judged"
)
/* example sha256:47637ba44f812ef8b2276c9f80f10641321615724a38833c63a29294715dda24 kpiplan */
SELECT
  "person" AS "agent_id",
  "group_0" AS "team",
  CASE
    WHEN "problem" IS NULL
    THEN CAST(CAST(DIV(2 * (
      10000000000 * "n0"
    ) + "n1", 2 * "n1") AS DECIMAL(31, 0)) * CAST(0.0000000001 AS DECIMAL(10, 10)) AS DECIMAL(31, 10))
  END AS "conversion",
  CASE
    WHEN "problem" IS NULL
    THEN CASE "n2" WHEN 0 THEN 'junior' WHEN 1 THEN 'senior' END
  END AS "grade",
  CASE
    WHEN "problem" IS NULL
    THEN CAST(CAST("n3" AS DECIMAL(24, 0)) * CAST(0.001 AS DECIMAL(3, 3)) AS DECIMAL(24, 3))
  END AS "grade.rate",
  CASE
    WHEN "problem" IS NULL
    THEN CAST(CAST("in_0" AS DECIMAL(20, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(20, 2))
  END AS "base",
  CASE
    WHEN "problem" IS NULL
    THEN CAST(CAST("n4" AS DECIMAL(20, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(20, 2))
  END AS "commission",
  CASE
    WHEN "problem" IS NULL
    THEN CAST(CAST("n6" AS DECIMAL(20, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(20, 2))
  END AS "award",
  CASE
    WHEN "problem" IS NULL
    THEN CAST(CAST("in_0" + "n4" + "n6" AS DECIMAL(20, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(20, 2))
  END AS "total",
  "problem" AS "problem"
FROM "settled";
