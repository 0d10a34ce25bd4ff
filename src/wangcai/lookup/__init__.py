"""One search for everything: words, pinyin, initials, phone tails and codes of customers, pets, orders and goods."""
