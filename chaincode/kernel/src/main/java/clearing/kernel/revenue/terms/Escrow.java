package clearing.kernel.revenue.terms;

/**
 * Where withheld and disputed amounts stand.
 *
 * @param member id: who keeps it, neither collector nor one whose share is withheld
 * @param account name of its account; only agreements take from it, as the rulebook says
 */
public record Escrow(String member, String account) {}
