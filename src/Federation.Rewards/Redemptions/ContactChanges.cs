using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Messages.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Rewards;

/// <summary>Asks the messages when a member's address changed. Where they are away a redemption that asks for it is
/// refused: none is let through unchecked.</summary>
/// <param name="messages">The messages; null where they run nowhere.</param>
internal sealed class ContactChanges(ContactChangeService.ContactChangeServiceClient? messages)
{
    /// <summary>When it last changed, in alliance time; null: not lately.</summary>
    /// <exception cref="RefusalException">MODULE_UNREACHABLE: nobody knows.</exception>
    public async Task<Timestamp?> LastAsync(string partner, string member, CallOptions options)
    {
        if (messages is null)
            throw new RefusalException(new Refusal(
                ErrorReason.ModuleUnreachable,
                "The reward looks at changes of contact, and the module of messages runs nowhere."));
        var request = new GetContactChangeRequest { Partner = ResourceNames.Partner(partner), Member = member };
        return (await messages.GetContactChangeAsync(request, options)).ChangeTime;
    }
}
