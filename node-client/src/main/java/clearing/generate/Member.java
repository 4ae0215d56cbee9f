package clearing.generate;

import java.util.List;

/**
 * An institution of the consortium.
 *
 * @param id its MSP id on the ledger
 * @param name its legal name, as statements print it
 * @param bic what some books write for it instead of the name
 * @param prefix two letters that its references begin with
 * @param roles what it is in the consortium
 * @param accounts names of its accounts by ordinal; none for one who only reads
 */
record Member(String id, String name, String bic, String prefix, List<String> roles, List<String> accounts) {}
