package clearing.books;

import java.time.LocalDate;

/**
 * A balance as the document states it, of any type. Only opening and closing are calculated with; the others are for people.
 *
 * @param type ISO 20022 code, such as {@code CLAV}; for the tags of an MT: 60F OPBD, 62F CLBD, 60M and 62M ITBD, 64 CLAV, 65 FWAV
 * @param subType code below it, such as {@code INTM}, or empty
 * @param asset in which it is, not always that of the account
 * @param amount signed decimal text
 */
public record StatedBalance(String type, String subType, String asset, String amount, LocalDate date) {}
