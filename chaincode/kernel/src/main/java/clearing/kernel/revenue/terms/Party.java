package clearing.kernel.revenue.terms;

/**
 * Who takes part.
 *
 * @param member id
 * @param account name of the member's account that is paid and pays
 */
public record Party(String member, String account, View view) {}
