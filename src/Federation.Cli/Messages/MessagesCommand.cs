using System.CommandLine;

namespace Federation.Cli;

/// <summary><c>federation messages</c>: what a brand tells its members.</summary>
internal static class MessagesCommand
{
    public static Command Build(Globals globals) => new ExampleCommand(
        "messages", "What a brand tells its members, by which channels, and how far it got.")
    {
        MessageSetup.Settings(globals), MessageSetup.Set(globals), MessageSetup.Templates(globals),
        MessageSetup.Publish(globals), MessageSetup.Withdraw(globals),
        MessageGateways.List(globals), MessageGateways.Set(globals), MessageGateways.Rotate(globals),
        MessageGateways.Remove(globals),
        MemberMessages.Contact(globals), MemberMessages.SetContact(globals), MemberMessages.Preferences(globals),
        MemberMessages.Choose(globals), MemberMessages.Inbox(globals),
        SentMessages.Send(globals), SentMessages.List(globals), SentMessages.Get(globals), SentMessages.Report(globals),
    };
}
