/** An exact number mantissa × 2^exponent, at most 512 bits of mantissa as in Terraform, odd mantissa (so equal numbers are equal field by field). */
export interface BigNumber {
  readonly mantissa: bigint;
  readonly exponent: number;
}
