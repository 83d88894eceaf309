using Google.Protobuf;

namespace Federation;

/// <summary>What <see cref="Fingerprint"/> hashes of a message.</summary>
/// <param name="Message">The message. Must not be changed any more.</param>
/// <param name="Bytes">What is hashed of it.</param>
public sealed record KnownForm(IMessage Message, ReadOnlyMemory<byte> Bytes);
