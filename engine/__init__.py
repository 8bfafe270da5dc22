"""KPI-plan rules engine: check a shop's pay plan, then evaluate it for a team, exactly."""
