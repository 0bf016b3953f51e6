"""Wires everything; knows everybody and is known by nobody."""
