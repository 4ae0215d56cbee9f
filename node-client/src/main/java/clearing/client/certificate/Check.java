package clearing.client.certificate;

/**
 * One check of a certificate.
 *
 * @param name   what was checked, one word, stable
 * @param passed whether it holds
 * @param detail what was found, in a sentence
 */
public record Check(String name, boolean passed, String detail) {}
