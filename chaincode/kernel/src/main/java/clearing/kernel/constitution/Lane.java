package clearing.kernel.constitution;

/**
 * A group of assets that settle against each other.
 *
 * @param utcOffsetMinutes where the lane's business day begins: +480 for Hong Kong
 */
public record Lane(String code, int utcOffsetMinutes) {}
