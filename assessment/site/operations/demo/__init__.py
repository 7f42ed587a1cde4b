"""The sample site: Café Lindgren, a consulting practice with its clients, and accounts."""

from assessment.site.operations.demo.businesses import NotOurs
from assessment.site.operations.demo.making import make_demo
from assessment.site.operations.demo.removing import remove_demo

__all__ = ["NotOurs", "make_demo", "remove_demo"]
