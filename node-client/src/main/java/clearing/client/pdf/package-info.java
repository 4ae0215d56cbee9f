/** What the product's PDF files have in common: their fonts, and bytes that are the same for the same content. */
@NullMarked
package clearing.client.pdf;

import org.jspecify.annotations.NullMarked;
