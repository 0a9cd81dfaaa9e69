# sources of this folder are listed here as they come
