package clearing.bench.reconcile;

import clearing.reconcile.BreakKind;
import java.util.Set;

/**
 * A break that was planted: what a person would say of it. The engine never sees this.
 *
 * @param kind what was done
 * @param postings ids of the chain's items that it leaves open
 * @param bookings ids of the books' items that it leaves open
 */
record Planted(BreakKind kind, Set<String> postings, Set<String> bookings) {}
