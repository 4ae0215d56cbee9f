package clearing.kernel.revenue.terms;

/**
 * What a clause's rate can be, and how much of the pool is gone before it.
 *
 * @param least millionths; 0 for a clause without a rate
 * @param most millionths
 * @param usedBefore millionths of the pool that the shares before take on every branch
 */
record RateSpan(long least, long most, long usedBefore) {}
