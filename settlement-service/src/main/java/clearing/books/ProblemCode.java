package clearing.books;

/** What can be wrong with a file of books. The names are stable: people and programs react to them. */
public enum ProblemCode {
    /** Larger than the reader's bound on bytes, entries, elements or rows. */
    TOO_LARGE,
    /** The bytes are no text of the stated character set. */
    CHARSET,
    /** Not well-formed XML. */
    XML_MALFORMED,
    /** A document type declaration, the root of entity bombs and of files read by stealth. */
    XML_DOCTYPE,
    /** Elements nested deeper than any statement needs. */
    XML_TOO_DEEP,
    /** More attributes on one element than any statement needs. */
    XML_TOO_MANY_ATTRIBUTES,
    /** An element of another namespace than the document's. */
    XML_NAMESPACE,
    /** Well-formed, but no message that this reader knows. */
    MESSAGE_UNSUPPORTED,
    /** The header names another message than the document is, or there is more than one document. */
    MESSAGE_CONFLICT,
    /** A required field is absent or empty. */
    FIELD_MISSING,
    /** A field is longer than its bound. */
    FIELD_TOO_LONG,
    /** A field occurs more often than it may. */
    FIELD_DUPLICATE,
    /** A field has a value that is none of those it may have. */
    FIELD_INVALID,
    /** No plain decimal number: a sign, an exponent, a blank, a digit of another script, misplaced grouping. */
    AMOUNT_MALFORMED,
    /** More decimals than the asset has. */
    AMOUNT_TOO_PRECISE,
    /** Does not fit in a 64-bit count of minor units. */
    AMOUNT_TOO_LARGE,
    /** No date, or not in the stated format. */
    DATE_MALFORMED,
    /** No ISO 4217 currency and no ISIN with a right check digit that the ledger knows. */
    ASSET_UNKNOWN,
    /** An amount in another currency than its account. */
    ASSET_DIFFERS,
    /** The file's account is not mapped to an account of the member. */
    ACCOUNT_UNKNOWN,
    /** Opening or closing balance is absent. */
    BALANCE_MISSING,
    /** Opening plus entries is not closing. */
    SUM_DIFFERS,
    /** The file's own summary counts another number of entries. */
    COUNT_DIFFERS,
    /** The CSV has no such column, or a column twice. */
    COLUMN_UNKNOWN,
    /** A row has more or fewer fields than the header. */
    ROW_WIDTH,
    /** A quote that is not closed, or text beside it. */
    ROW_QUOTE,
    /** The file is of another format than was said. */
    FORMAT_DIFFERS,
    /** The configuration of the books is wrong. */
    CONFIG_INVALID
}
