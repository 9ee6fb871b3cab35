"""How the reading's learned judge is made: from the corpus to the weights. Nothing here is needed to read."""
