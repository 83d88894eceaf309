using System.Text.Json.Serialization;

namespace Federation.Identity;

/// <summary>The first two credentials of an alliance: one proposes and runs, the other approves.</summary>
public sealed record AllianceCredentials(ClientCredential Admin, ClientCredential Approver)
{
    /// <summary>The links with which the two people set up how they sign in, by person; without those who sign in
    /// already.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, Uri> Invitations { get; init; } = new Dictionary<string, Uri>();
}
