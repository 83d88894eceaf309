namespace Federation.Identity;

/// <summary>The first two credentials of an alliance: one proposes and runs, the other approves.</summary>
public sealed record AllianceCredentials(ClientCredential Admin, ClientCredential Approver);
