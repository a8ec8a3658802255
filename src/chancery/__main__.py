"""`python -m chancery` is the command `chancery`."""

from chancery.serve.cli import main

if __name__ == "__main__":
    main()
