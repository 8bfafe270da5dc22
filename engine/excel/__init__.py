"""Workbooks of Excel: tables read from them, results written to them."""
