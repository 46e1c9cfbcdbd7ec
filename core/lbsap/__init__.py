"""lbsap: from experts' answers on biodiversity indicators to a city's draft plan."""

__version__ = "0.1.0"
