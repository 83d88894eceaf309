using Federation.Exchange.V1;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Boards: the one in force settles in GBP.</summary>
internal sealed class ScriptedBoards : BoardService.BoardServiceBase
{
    public override Task<GetBoardResponse> GetBoard(GetBoardRequest request, ServerCallContext context) =>
        Task.FromResult(new GetBoardResponse { Board = new Board { Name = "boards/1", Currency = "GBP" } });
}
