"""Reading blurred retail codes by fitting a model of the whole symbol."""
