namespace Federation.Messages;

/// <summary>A message in words.</summary>
internal sealed record WrittenMessage(string Subject, string Text);
