/** @file The gripper behind rosbridge: told only where it shall turn round, as its own commands take seconds. */
import { Action, type Ros, Topic } from 'roslib';
import type { GripperCommand, RosConfiguration } from './configuration.ts';

export class RosGripper {
  private readonly send: Record<'open' | 'close', () => void>;
  private wanted: 'open' | 'close' | null = null;
  private told: 'open' | 'close' | null = null;
  private inARow = 0;

  /** @param onFailure takes what the gripper said when a command failed */
  constructor(
    ros: Ros,
    private readonly configuration: RosConfiguration['gripper'],
    onFailure: (message: string) => void,
  ) {
    this.send = {
      open: sender(ros, configuration.open, onFailure),
      close: sender(ros, configuration.close, onFailure),
    };
  }

  /** @param closing the action's gripper number: above 0 closes, below opens, 0 leaves it */
  command(closing: number): void {
    if (closing === 0) return;
    const wish = closing > 0 ? 'close' : 'open';
    this.inARow = wish === this.wanted ? this.inARow + 1 : 1;
    this.wanted = wish;
    if (wish === this.told || this.inARow < this.configuration.patience) return;
    this.told = wish;
    this.send[wish]();
  }
}

function sender(ros: Ros, command: GripperCommand, onFailure: (message: string) => void): () => void {
  if (command.kind === 'topic') {
    const topic = new Topic({ ros, name: command.topic, messageType: command.type, reconnect_on_close: false });
    topic.advertise();
    return () => topic.publish(command.message);
  }
  const action = new Action({ ros, name: command.name, actionType: command.type });
  return () => {
    action.sendGoal(
      command.goal,
      () => {},
      () => {},
      (error) => onFailure(`${command.name}: ${String(error)}`),
    );
  };
}
