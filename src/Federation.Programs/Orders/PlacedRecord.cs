namespace Federation.Programs;

/// <summary>That the order of a record was placed.</summary>
/// <param name="Digest">The record's.</param>
/// <param name="Journal">The journal by which it was.</param>
internal readonly record struct PlacedRecord(byte[] Digest, Guid Journal);
