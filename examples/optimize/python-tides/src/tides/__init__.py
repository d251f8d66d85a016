"""The next high water at a handful of harbours."""
