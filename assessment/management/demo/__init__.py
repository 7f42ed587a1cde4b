"""The sample site: Café Lindgren, a consulting practice with its clients, and who signs in."""

from assessment.management.demo.businesses import NotOurs
from assessment.management.demo.making import make_demo
from assessment.management.demo.removing import remove_demo

__all__ = ["NotOurs", "make_demo", "remove_demo"]
