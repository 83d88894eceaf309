using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Partners;

/// <summary>Whose a credential is: a brand's, or the alliance's where there is no brand.</summary>
internal readonly record struct CredentialOwner(string? PartnerId)
{
    private const string Alliance = ResourceNames.Alliance;
    private const string Collection = "/credentials/";

    /// <summary><c>partners/{id}</c> or <c>alliance</c>.</summary>
    public string Name => PartnerId is null ? Alliance : ResourceNames.Partner(PartnerId);

    /// <summary>What the client ids of its credentials start with.</summary>
    public string ClientIdPrefix => PartnerId ?? Alliance;

    public string NameOf(string clientId) => Name + Collection + clientId;

    /// <summary>Reads <c>partners/{id}</c> or <c>alliance</c>.</summary>
    public static bool TryRead(string name, out CredentialOwner owner)
    {
        owner = default;
        if (name == Alliance)
            return true;
        var good = ResourceNames.TryPartner(name, out var partner);
        owner = new CredentialOwner(partner);
        return good;
    }

    /// <summary>Reads <c>{owner}/credentials/{id}</c>.</summary>
    public static bool TryReadCredential(string name, out CredentialOwner owner, out string clientId)
    {
        (owner, clientId) = (default, "");
        var at = name.IndexOf(Collection, StringComparison.Ordinal);
        if (at < 0 || !TryRead(name[..at], out owner))
            return false;
        clientId = name[(at + Collection.Length)..];
        return clientId.Length is >= 2 and <= 100
            && clientId.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');
    }

    /// <summary>Refuses everyone but alliance admins and, for a brand's credentials, the brand itself.</summary>
    public void RequireFor(Caller caller)
    {
        if (PartnerId is { } partner)
            caller.RequireOwnOrAdmin(partner, Name);
        else if (!caller.IsAllianceAdmin)
            throw new RefusalException(ErrorReason.NotYours, "'alliance' belongs to the alliance's admins.");
    }

    /// <summary>Refuses everyone but the people of the alliance and, for a brand's credentials, the brand
    /// itself.</summary>
    public void RequireVisibleTo(Caller caller)
    {
        if (!caller.IsOfAlliance)
            RequireOwn(caller);
    }

    /// <summary>Refuses everyone but the owner: the brand, or a person of the alliance.</summary>
    public void RequireOwn(Caller caller)
    {
        if (PartnerId is { } partner)
            caller.RequireOwn(partner, Name);
        else if (!caller.IsOfAlliance)
            throw new RefusalException(ErrorReason.NotYours, "'alliance' belongs to the alliance's people.");
    }
}
