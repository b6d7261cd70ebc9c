"""The lessons in other languages: what there is to translate, its catalogues, the notebooks."""
