package clearing.generate;

import java.util.List;

/**
 * The books of all members.
 *
 * @param entries in booking order
 * @param planted every way in which they differ from the chain
 */
record Books(List<BookEntry> entries, List<PlantedBreak> planted) {}
