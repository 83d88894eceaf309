using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Rules;

/// <summary>Something that a brand sets up besides the rules of a template.</summary>
/// <param name="Title">What it is, in English and Chinese.</param>
/// <param name="Request">The request that does it, without its id; null where no single call does it. Pure.</param>
public sealed record SetupStep(LocalizedText Title, Func<SetupChoice, IMessage>? Request = null);
