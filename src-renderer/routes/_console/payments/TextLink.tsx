import { Anchor } from '@mantine/core';
import { createLink } from '@tanstack/react-router';

/** A link in running text or a cell: typed like the router's, coloured like the theme. */
export const TextLink = createLink(Anchor<'a'>);
