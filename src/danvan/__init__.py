"""Turns regulations on mass-mobilisation work into dated duties that can be done and proven."""
