using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Partners;

/// <summary>A brand as kept.</summary>
public sealed class PartnerRow
{
    public required string Id { get; init; }

    public required string DisplayName { get; set; }

    /// <summary>Empty where there is none.</summary>
    public required string DisplayNameZh { get; set; }

    public bool Suspended { get; set; }

    public required DateTimeOffset CreateTime { get; init; }

    public Partner ToPartner() => new()
    {
        Name = ResourceNames.Partner(Id),
        DisplayName = DisplayName,
        DisplayNameZh = DisplayNameZh,
        State = Suspended ? PartnerState.Suspended : PartnerState.Active,
        CreateTime = Timestamp.FromDateTimeOffset(CreateTime),
    };
}
