"""The first page of the workbench: consultations and what each waits for."""

from __future__ import annotations

from flask import render_template

from lbsap.web.workbench import workbench


@workbench.get("/")
def home() -> str:
    """The consultations, newest first."""
    return render_template("workbench/home.html")
