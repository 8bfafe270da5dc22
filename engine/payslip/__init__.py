"""The payslip: a trace and an outlook as a page that an employee reads, in the terminal, in a browser and on paper."""
