package clearing.settlement.store;

/**
 * Where one member's database is.
 *
 * @param url JDBC address, {@code jdbc:postgresql://host:port/name?...}, without user and password
 * @param user database user
 * @param password its password; never printed
 */
public record DatabaseAddress(String url, String user, String password) {
    @Override
    public String toString() {
        return "DatabaseAddress[url=" + url + ", user=" + user + "]";
    }
}
