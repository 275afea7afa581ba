"""Shoes, bags, hats and glasses: modelled from control nets and swept sections, painted texel by texel."""
