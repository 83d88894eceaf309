using Federation.Messages.V1;

namespace Federation.Messages;

/// <summary>A message that this sender has for a while, and what it needs to send it.</summary>
/// <param name="Row">The delivery, as it was claimed.</param>
/// <param name="Message">What it says.</param>
/// <param name="Contact">Where it goes: where the member is reached now, or was before.</param>
/// <param name="Gateway">The gateway of its channel; null where there is none.</param>
/// <param name="BrandName">What people call the brand, in the message's language.</param>
/// <param name="MemberName">The member, as the brand names it.</param>
internal sealed record ClaimedDelivery(
    DeliveryRow Row, MessageRow Message, MemberContact Contact, GatewayRow? Gateway, string BrandName,
    string MemberName);
