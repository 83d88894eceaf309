namespace Federation.Exchange;

/// <summary>Until when a conversion can be undone. Pure.</summary>
internal static class UndoWindow
{
    /// <summary>The end of the cooling-off time, or of the conversion's board, where another one comes into force
    /// before: who may still undo at the old rate when the new one is known has an option that the other brands pay
    /// for.</summary>
    /// <param name="board">The number of the conversion's board.</param>
    /// <param name="createTime">When the conversion was made.</param>
    /// <param name="coolingOff">How long it can be undone at most.</param>
    /// <param name="book">What is published.</param>
    public static DateTimeOffset EndOf(long board, DateTimeOffset createTime, TimeSpan coolingOff, BoardBook book)
    {
        var cooled = createTime + coolingOff;
        return book.ReplacedAt(board, createTime) is { } replaced && replaced < cooled ? replaced : cooled;
    }
}
