"""Addresses of the web pages and of the JSON interface, one module for each family of pages."""
