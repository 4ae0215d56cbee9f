package clearing.books;

/**
 * By which mapping of columns a file was read.
 *
 * @param version from 1
 */
public record MappingVersion(String name, int version) {}
