package clearing.books;

/**
 * What an entry was before it was exchanged into the currency of the account.
 *
 * @param asset in which the order was
 * @param amount unsigned decimal text, as the file writes it
 * @param rate decimal text, or empty
 */
public record ForeignExchange(String asset, String amount, String rate) {}
