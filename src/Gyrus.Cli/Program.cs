Console.WriteLine("gyrus");
