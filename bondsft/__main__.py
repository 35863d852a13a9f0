"""`python -m bondsft` is the command `bondsft`."""

from bondsft.cli.main import main

if __name__ == "__main__":
    main()
