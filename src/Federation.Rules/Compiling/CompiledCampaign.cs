using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A campaign, and its limits.</summary>
internal sealed record CompiledCampaign(Campaign Terms, IReadOnlyList<CompiledLimit> Limits);
