package clearing.books;

import java.time.LocalDate;

/**
 * What an account holds at a date.
 *
 * @param minor minor units, negative when overdrawn
 */
public record Balance(long minor, LocalDate date) {}
