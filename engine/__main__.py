"""`python -m engine` is the command `kpiplan`."""

from engine.cli.main import process

if __name__ == "__main__":
    process()
