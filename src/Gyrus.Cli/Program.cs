using Gyrus.Cli;

return await GyrusCommand.RunAsync(args, Console.Out, Console.Error);
